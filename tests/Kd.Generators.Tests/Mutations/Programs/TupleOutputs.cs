namespace App;

[Teacher(Logits = 1), Sgd]
internal sealed partial class Wide : Module<Tensor, (Tensor Features, Tensor Logits)>
{
    private readonly Linear layer = Linear(64, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override (Tensor Features, Tensor Logits) forward(Tensor images)
    {
        var features = images.flatten(1);
        return (features, layer.call(features));
    }
}

[Student<Wide>(Logits = 2), Response, Sgd]
internal sealed partial class Small : Module<Tensor, System.Tuple<Tensor, Tensor, Tensor>>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override System.Tuple<Tensor, Tensor, Tensor> forward(Tensor images) => new(images, images, layer.call(images.flatten(1)));
}
