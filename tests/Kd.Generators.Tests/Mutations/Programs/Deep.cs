namespace App;

internal abstract class Trunk : Module<Tensor, Tensor>
{
    protected readonly Linear trunk = Linear(64, 16);

    protected Trunk() : base("Trunk")
    {
    }

    public override Tensor forward(Tensor images) => Rest(trunk.call(images.flatten(1)));

    protected abstract Tensor Rest(Tensor x);
}

[Student<Large>, Response, Sgd]
internal sealed partial class Small : Trunk
{
    private readonly Linear head = Linear(16, 10);

    public Small() => RegisterComponents();

    protected override Tensor Rest(Tensor x) => head.call(x);
}
