[Teacher, Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    [Hint("middle")] private readonly Linear layer = Linear(64, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student<Wide>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("middle")] private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
