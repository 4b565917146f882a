namespace App;

[Student<Large>, RelationPair("early", "one"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("late", Place = "one")] private readonly Sequential first = Sequential(Conv2d(4, 8, 3), ReLU());
    [Guided("late", Place = "two"), Guided("late", Place = "two", Name = "again")] private readonly Sequential second = Sequential(Conv2d(8, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(second.call(first.call(stem.call(images))));
}
