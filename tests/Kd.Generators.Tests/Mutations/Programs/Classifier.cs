namespace App;

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Srrl("late", RegressionWeight = 2), SimKd("late", Factor = 4)] private readonly Sequential body = Sequential(Conv2d(1, 8, 5), ReLU());
    private readonly Sequential pool = Sequential(AdaptiveAvgPool2d(1), Flatten());
    [OneForAllBranch("logits", Place = "branch")] private readonly Linear head = Linear(8, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(pool.call(body.call(images)));
}
