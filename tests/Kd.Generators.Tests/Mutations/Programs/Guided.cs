namespace App;

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early", Weight = 0.1, Adapter = AdapterKind.Conv1x1)] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("late"), AttentionTransfer("late", Power = 3)] private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
