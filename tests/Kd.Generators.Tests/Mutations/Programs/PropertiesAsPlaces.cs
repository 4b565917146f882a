namespace App;

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("late")] private readonly Module<Tensor, Tensor>? body = Sequential(ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small") => RegisterComponents();

    [Guided("early")] internal Conv2d Stem => stem;

    public override Tensor forward(Tensor images) => head.call(body!.call(Stem.call(images)));
}
