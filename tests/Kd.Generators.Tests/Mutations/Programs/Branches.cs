namespace App;

[Student, NativeEnsemble("left", "right", "gate"), MutualLearning("left", "right"), CollaborativeLearning("left", "right"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear body = Linear(64, 16);
    [Place("left")] private readonly Linear left = Linear(16, 10);
    [Place("right")] private readonly Linear right = Linear(16, 10);
    [Place("gate")] private readonly Linear gate = Linear(16, 2);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var x = body.call(images.flatten(1));
        gate.call(x);
        return left.call(x).add(right.call(x));
    }
}
