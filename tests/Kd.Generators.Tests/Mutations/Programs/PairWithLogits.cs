namespace App;

[Student<Large>, Irg("late", "classifier"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("late")] private readonly Sequential body = Sequential(Conv2d(1, 8, 3), ReLU());
    private readonly Sequential pool = Sequential(AdaptiveAvgPool2d(1), Flatten());
    [Place("classifier")] private readonly Linear head = Linear(8, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(pool.call(body.call(images)));
}
