namespace App;

[Student, Mutual("both"), CollaborativeLearning(Ensemble = PeerEnsemble.MinLogit), Sgd]
internal sealed partial class Narrow : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Narrow() : base("Narrow") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student, Mutual("both"), Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
