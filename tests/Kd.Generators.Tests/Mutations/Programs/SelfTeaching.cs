namespace App;

[Student, TaskLoss, ProgressiveSelfDistillation(Alpha = 0.7), Sgd]
internal sealed partial class Progressive : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Progressive() : base("Progressive") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student, TaskLoss, ClassWiseSelfDistillation, Sgd]
internal sealed partial class ClassWise : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public ClassWise() : base("ClassWise") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student, TaskLoss, DataDistortion("logits", "features"), Sgd]
internal sealed partial class Distorted : Module<Tensor, Tensor>
{
    [Place("features")] private readonly Linear body = Linear(64, 16);
    private readonly Linear layer = Linear(16, 10);

    public Distorted() : base("Distorted") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(body.call(images.flatten(1)));
}

[Student, TaskLoss, Bake("features", Omega = 0.6), Sgd]
internal sealed partial class Baked : Module<Tensor, Tensor>
{
    [Place("features")] private readonly Linear body = Linear(64, 16);
    private readonly Linear layer = Linear(16, 10);

    public Baked() : base("Baked") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(body.call(images.flatten(1)));
}
