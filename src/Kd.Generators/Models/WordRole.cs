namespace Kd.Generators.Models;

/// <summary>What a word names a class for. A generic word names it by its type argument.</summary>
/// <param name="ClassAttribute">The attribute that names the class of other words; nothing if there are none.</param>
/// <param name="Base">What the class has to derive from, with <c>global::</c>.</param>
/// <param name="Given">The type of the first constructor parameter, if generated code passes one itself.</param>
/// <param name="Class">The class, if it is always the same.</param>
internal sealed record WordRole(string? ClassAttribute, string Base, string? Given = null, string? Class = null)
{
    public static readonly WordRole Loss = new("LossClassAttribute", "global::Kd.Losses.Loss");

    public static readonly WordRole Optimizer = new(
        "OptimizerClassAttribute",
        "global::Kd.Training.Optimizer",
        "global::System.Collections.Generic.IEnumerable<global::TorchSharp.Modules.Parameter>");

    public static readonly WordRole Schedule = new("ScheduleClassAttribute", "global::Kd.Training.Schedule");

    public static readonly WordRole EarlyStopping = new(null, "global::Kd.Training.EarlyStopping", Class: "Kd.Training.EarlyStopping");

    public static readonly WordRole Metric = new(null, "global::Kd.Metrics.Metric");
}
