namespace App;

[TeacherScript("weights/big.pt", Logits = 1)]
[Hint("features"), Hint("image", Of = HintOf.Input)]
internal sealed partial class Big : ScriptTeacher<(Tensor Features, Tensor Logits)>;

[Student<Big>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [SimilarityPreserving("image")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [SimilarityPreserving("features")] private readonly Sequential body = Sequential(ReLU(), AdaptiveAvgPool2d(1), Flatten());
    private readonly Linear head = Linear(4, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
