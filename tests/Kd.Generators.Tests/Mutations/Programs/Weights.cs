namespace App;

[Student<Large>, UncertaintyWeighting]
[Response(WarmUpEpochs = 5, WarmUp = WarmUpShape.Sigmoid, EndWeight = 0.1), TaskLoss(Weight = 0, EndWeight = 1)]
[Response(Name = "cold", Temperature = 1)]
[Train(Epochs = 10), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
