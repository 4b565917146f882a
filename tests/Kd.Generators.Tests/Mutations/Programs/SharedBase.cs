namespace App;

internal abstract class Family<TBody>(string name, TBody body) : Module<Tensor, Tensor>(name)
    where TBody : Module<Tensor, Tensor>
{
    [Hint("features"), Guided("features")] protected readonly TBody body = body;

    public override Tensor forward(Tensor images) => body.call(images.flatten(1));
}

[Teacher, Sgd]
internal sealed partial class Wide : Family<Linear>
{
    public Wide() : base("Wide", Linear(64, 10)) => RegisterComponents();
}

[Student<Wide>, Response, Sgd]
internal sealed partial class Small : Family<Sequential>
{
    public Small() : base("Small", Sequential(Linear(64, 8), Linear(8, 10))) => RegisterComponents();
}
