namespace App;

[Teacher(Weights = "weights/given.safetensors")]
internal sealed partial class Given : Module<Tensor, Tensor>
{
    [WeightName("fc")] private readonly Linear layer = Linear(64, 10);

    public Given() : base("Given") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student<Given>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
