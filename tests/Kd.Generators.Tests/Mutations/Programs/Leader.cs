namespace App;

[Student, DiversePeers("left", "right", "leader", "leftFeatures", "rightFeatures", "leaderFeatures", Temperature = 2), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("leftFeatures")] private readonly Linear leftBody = Linear(64, 16);
    [Place("rightFeatures")] private readonly Linear rightBody = Linear(64, 16);
    [Place("leaderFeatures")] private readonly Linear leaderBody = Linear(64, 16);
    [Place("left")] private readonly Linear left = Linear(16, 10);
    [Place("right")] private readonly Linear right = Linear(16, 10);
    [Place("leader")] private readonly Linear leader = Linear(16, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var x = images.flatten(1);
        left.call(leftBody.call(x));
        right.call(rightBody.call(x));
        return leader.call(leaderBody.call(x));
    }
}
