namespace App;

[Teacher, Checkpoints(2, 5), Train(Epochs = 9), Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student<Wide>]
[Stage("first", TeacherEpoch = 2), Stage("second", TeacherEpoch = 5), Stage("last")]
[Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
