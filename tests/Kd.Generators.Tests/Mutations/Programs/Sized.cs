namespace App;

[Teacher, Sgd, Input(1, 8, 8)]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    [Hint("early")] private readonly Conv2d stem = Conv2d(1, 16, 3, padding: 1);
    [Hint("late")] private readonly Sequential body = Sequential(Conv2d(16, 32, 3, padding: 1, stride: 2), BatchNorm2d(32), ReLU());
    private readonly Sequential head = Sequential(Flatten(), Linear(512, 10));

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}

[Student<Wide>, Sgd, Input(1, 8, 8)]
internal sealed partial class Slim : Module<Tensor, Tensor>
{
    [Guided("early", Adapter = AdapterKind.Conv1x1), AttentionTransfer("early", Adapter = AdapterKind.None)]
    private readonly Conv2d stem = Conv2d(1, 4, 3, padding: 1);
    [Gram("late", Adapter = AdapterKind.Connector)] private readonly Module<Tensor, Tensor> body;
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Slim() : this(width: 4) { }

    private Slim(int width) : base("Slim")
    {
        body = Sequential(Conv2d(width, 2 * width, 3, padding: 1), ReLU(), MaxPool2d(2));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
