using Kd.Metrics;

namespace App;

[Teacher, TaskLoss<MseLoss>, Metric<MeanAbsoluteError>, Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 1);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}

[Student<Wide>, LogitMse, TaskLoss<MseLoss>(Weight = 0.5), Metric<MeanSquaredError>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 1);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
