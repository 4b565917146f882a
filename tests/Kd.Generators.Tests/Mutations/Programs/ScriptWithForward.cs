namespace App;

[TeacherScript("big.pt")]
internal sealed partial class Big : ScriptTeacher
{
    public override Tensor forward(Tensor images) => base.forward(images);
}

[Student<Big>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
