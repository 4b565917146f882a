namespace App;

[Student, Frskd("self", "deep", "refined"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("deep")] private readonly Sequential deep = Sequential(Conv2d(1, 8, 3), ReLU());
    [Place("refined")] private readonly Sequential refined = Sequential(Conv2d(8, 8, 1), ReLU());
    [Place("self")] private readonly Sequential side = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var maps = deep.call(images);
        side.call(refined.call(maps));
        return head.call(maps);
    }
}
