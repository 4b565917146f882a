namespace App;

[Student<Large>]
[Stage("paraphraser", Epochs = 5), Stage("transfer", Epochs = 20)]
[TaskLoss(Stage = "transfer"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [FactorTransfer("late", ParaphraserStage = "paraphraser")] private readonly Sequential body = Sequential(Conv2d(1, 8, 5), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
