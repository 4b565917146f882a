namespace Kd.Generators.Models;

/// <summary>What a word names a class for.</summary>
/// <param name="ClassAttribute">The attribute that names the class.</param>
/// <param name="Base">What the class has to derive from, with <c>global::</c>.</param>
/// <param name="Given">The type of the first constructor parameter, if generated code passes one itself.</param>
internal sealed record WordRole(string ClassAttribute, string Base, string? Given = null)
{
    public static readonly WordRole Loss = new("LossClassAttribute", "global::Kd.Losses.Loss");

    public static readonly WordRole Optimizer = new(
        "OptimizerClassAttribute",
        "global::Kd.Training.Optimizer",
        "global::System.Collections.Generic.IEnumerable<global::TorchSharp.Modules.Parameter>");

    public static readonly WordRole Schedule = new("ScheduleClassAttribute", "global::Kd.Training.Schedule");
}
