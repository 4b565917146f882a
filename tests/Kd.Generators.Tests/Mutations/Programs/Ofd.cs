namespace App;

[Teacher, Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(1, 8, 3);
    [Hint("batchNorm"), Hint("preactivation")] private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly Sequential head = Sequential(ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(norm.call(stem.call(images)));
}

[Student<Wide>, TaskLoss, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Ofd("preactivation")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    private readonly Sequential head = Sequential(ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(stem.call(images));
}
