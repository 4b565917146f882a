namespace App;

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("late")] private readonly Sequential body;
    private readonly Sequential head;

    public Small() : base("Small")
    {
        body = Sequential(Conv2d(1, 8, 3), ReLU());
        head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));
        Prepare();
    }

    public override Tensor forward(Tensor images) => head.call(body.call(images));

    private void Prepare() => RegisterComponents();
}
