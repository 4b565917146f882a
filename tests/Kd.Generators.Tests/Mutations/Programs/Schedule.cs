namespace App;

[Student<Large>, Response]
[Train(Epochs = 10), AdamW(LearningRate = 1e-3, Epsilon = 1e-8), MultiStep(4, 8, Factor = 0.2), EarlyStopping(Patience = 3)]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
