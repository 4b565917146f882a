namespace Größe.モデル;

[Teacher, Sgd]
internal sealed partial class Lehrerin : Module<Tensor, Tensor>
{
    [Hint("größe")] private readonly Linear größe = Linear(64, 10);

    public Lehrerin() : base("Lehrerin") => RegisterComponents();

    public override Tensor forward(Tensor images) => größe.call(images.flatten(1));
}

[Student<Lehrerin>, Response(Name = "温度"), Sgd]
internal sealed partial class Schüler : Module<Tensor, Tensor>
{
    [Guided("größe")] private readonly Linear 層 = Linear(64, 10);

    public Schüler() : base("Schüler") => RegisterComponents();

    public override Tensor forward(Tensor images) => 層.call(images.flatten(1));
}
