using System.Collections.Generic;

namespace App;

[OptimizerClass("App.Descent")]
internal sealed class DescentAttribute : OptimizerAttribute
{
    public double Rate { get; set; } = 0.1;
}

internal sealed class Descent(IEnumerable<Parameter> parameters, double rate) : Kd.Training.Optimizer(parameters, rate)
{
    protected override void OnLearningRateChanged()
    {
    }

    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
    }
}

[ScheduleClass("App.Halving")]
internal sealed class HalvingAttribute : ScheduleAttribute
{
    public int Every { get; set; } = 5;
}

internal sealed class Halving(int every) : Kd.Training.Schedule
{
    public override double Factor(int epoch, int epochs) => System.Math.Pow(0.5, epoch / every);
}

[Student<Large>, Response, Descent(Rate = 0.5), Halving(Every = 2)]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
