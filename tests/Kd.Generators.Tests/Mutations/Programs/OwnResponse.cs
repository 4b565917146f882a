namespace App;

[LossClass(typeof(Gap))]
internal sealed class GapAttribute : ResponseAttribute
{
    public double Slack { get; set; } = 0.5;
    public int Levels { get; set; } = 2;
    public bool Signed { get; set; }
    public string? Label { get; set; }
    public System.DayOfWeek Day { get; set; }
}

internal sealed class Gap(double slack, int levels, bool signed, string? label, System.DayOfWeek day) : Loss
{
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels, Tensor sampleIds, Kd.Training.StepContext at) =>
        teacher.sub(student).abs().add(slack * levels * at.Progress).relu().mean().mul(signed || label is null || day == System.DayOfWeek.Friday ? 1 : -1);
}

[Student<Large>, Gap(Slack = 2, Levels = 3, Signed = true, Label = "a\n\"b\"", Day = System.DayOfWeek.Friday), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
