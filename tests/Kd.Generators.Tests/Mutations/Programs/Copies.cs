namespace App;

[Student<Large>, Mutual("trio", Peers = 3), MutualLearning(Temperature = 2), Response(Teacher = typeof(Large)), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
