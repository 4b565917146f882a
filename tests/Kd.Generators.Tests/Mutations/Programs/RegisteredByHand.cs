namespace App;

[Student<Large>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear[] layers = [Linear(64, 16), Linear(16, 10)];

    public Small() : base("Small")
    {
        for (var i = 0; i < layers.Length; i++)
        {
            register_module($"layer{i}", layers[i]);
        }
    }

    public override Tensor forward(Tensor images) => layers[1].call(layers[0].call(images.flatten(1)).relu());
}
