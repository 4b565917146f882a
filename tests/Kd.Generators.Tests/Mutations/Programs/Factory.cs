namespace App;

[Student<Large>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer;

    private Small(int width) : base("Small")
    {
        layer = Linear(width, 10);
        RegisterComponents();
    }

    [ModelFactory]
    internal static Small Make() => new(64);

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
