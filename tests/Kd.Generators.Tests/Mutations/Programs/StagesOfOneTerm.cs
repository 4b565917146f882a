namespace App;

[Student<Large>]
[Stage("cold", Epochs = 2), Stage("warm", Epochs = 4)]
[Response(Stage = "cold", Temperature = 8), Response(Stage = "warm", Temperature = 2), TaskLoss]
[Sgd(Stage = "cold"), AdamW(Stage = "warm"), MultiStep(3, Stage = "warm"), Cosine(Stage = "cold")]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
