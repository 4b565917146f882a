namespace App;

[Teacher, Sgd]
[Hint("scores"), Hint("stem", Path = "stem"), Hint("image", Of = HintOf.Input)]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Linear stem = Linear(64, 16);
    private readonly Linear head = Linear(16, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(stem.call(images.flatten(1)));
}

[Student<Wide>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("stem"), SimilarityPreserving("image", Place = "raw")] private readonly Linear stem = Linear(64, 8);
    [Pkt("scores")] private readonly Linear head = Linear(8, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(stem.call(images.flatten(1)));
}
