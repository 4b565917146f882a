namespace App;

[LossClass(typeof(Flow))]
internal sealed class FlowAttribute(string first, string second) : RelationPairAttribute(first, second);

internal sealed class Flow : Loss
{
    public Tensor Forward(Tensor[] student, Tensor[] teacher) => student[0].sum().sub(teacher[1].sum());
}

[LossClass(typeof(Levels))]
internal sealed class LevelsAttribute(int depth, params string[] places) : MultiPlaceAttribute(places)
{
    public int Depth { get; } = depth;
}

internal sealed class Levels(long[][] teacherShape, int depth) : Loss
{
    public Tensor Forward(
        Tensor student, Tensor teacher, Tensor[] studentFeatures, Tensor[] teacherFeatures, [TeacherModule("classifier")] Module<Tensor, Tensor> head) =>
        student.sub(teacher).sum().add(studentFeatures[0].sum().sub(teacherFeatures[0].sum())).mul(depth + teacherShape.Length).add(head.call(student).sum());
}

[Student<Large>, Flow("early", "late"), Levels(3, "early", "late"), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Place("late")] private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
