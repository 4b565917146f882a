namespace App;

[Student<Large>, Train(BatchSize = 16), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [SimilarityPreserving("early"), HardDarkRank("early", Neighbors = 3), CorrelationCongruence("early", Order = 3)]
    private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Rkd("late", DistanceWeight = 25, AngleWeight = 50), RkdDistance("late"), RkdAngle("late"), Pkt("late"), Crd("late", Negatives = 64)]
    private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
