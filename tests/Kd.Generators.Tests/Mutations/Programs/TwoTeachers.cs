namespace App;

[Teacher, Sgd]
internal sealed partial class Middle : Module<Tensor, Tensor>
{
    [Hint("middle"), Hint("late")] private readonly Sequential body = Sequential(Conv2d(1, 8, 3), ReLU());
    private readonly Sequential pool = Sequential(AdaptiveAvgPool2d(1), Flatten());
    [Hint("classifier")] private readonly Linear head = Linear(8, 10);

    public Middle() : base("Middle") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(pool.call(body.call(images)));
}

[Student<Large>, Student<Middle>]
[Response, Response(Teacher = typeof(Middle), Name = "ofMiddle"), MultiTeacherResponse(Combination = TeacherCombination.Confidence)]
[Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("middle"), SimilarityPreserving("late", Teacher = typeof(Large)), MultiTeacherGuided("late", Weight = 2)]
    private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
