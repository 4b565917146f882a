namespace App;

[Student<Large>]
[Stage("hint", Epochs = 5), Stage("kd")]
[Response(Stage = "kd"), TaskLoss(Stage = "kd", Weight = 0.1)]
[Train(Epochs = 20), Sgd(LearningRate = 0.1), AdamW(Stage = "hint"), Cosine(Stage = "kd", Minimum = 0.01), EarlyStopping(Stage = "kd")]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early", Stage = "hint")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("late"), Freeze(Stage = "hint")] private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    [Freeze(Stage = "hint")] private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
