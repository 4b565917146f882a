namespace App;

[LossClass(typeof(Huber))]
internal sealed class HuberAttribute : TaskLossAttribute
{
    public double Delta { get; set; } = 1;
}

internal sealed class Huber(double delta) : Loss
{
    public Tensor Forward(Tensor student, Tensor labels, Tensor? mask = null) => student.sub(labels).mul(mask ?? labels).abs().mean().mul(delta);
}

internal sealed class Worst : Kd.Metrics.Metric
{
    private double worst;

    public override bool HigherIsBetter => false;

    public void Update(Tensor predictions, Tensor labels) => worst = System.Math.Max(worst, predictions.sub(labels).abs().max().ToDouble());

    public override double Compute() => worst;
}

[Student<Large>, Huber(Delta = 2, Weight = 3), Metric<Worst>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
