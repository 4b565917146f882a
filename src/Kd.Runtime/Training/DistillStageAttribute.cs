namespace Kd.Training;

/// <summary>
/// Declares a stage of the training graph. Emitted by the generator, read from the built assembly by the
/// <c>Distill</c> target (to plan) and by the host (to run).
/// </summary>
/// <param name="name">The stage's name, unique in the assembly: the class, with <c>.Baseline</c> for a baseline.</param>
/// <param name="role">What the stage trains.</param>
/// <param name="entry">The generated class that runs it; an <see cref="IStage"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DistillStageAttribute(string name, StageRole role, Type entry) : Attribute
{
    /// <summary>The stage's name.</summary>
    public string Name { get; } = name;

    /// <summary>What the stage trains.</summary>
    public StageRole Role { get; } = role;

    /// <summary>The generated class that runs it.</summary>
    public Type Entry { get; } = entry;

    /// <summary>The names of the stages whose weights this one needs.</summary>
    public string[] After { get; init; } = [];

    /// <summary>The classes whose code can change the result: models, data, own losses.</summary>
    public Type[] Reads { get; init; } = [];

    /// <summary>What was declared for this stage, in one canonical text; part of the stage's key.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>The paths of the settings that the stage has, as in <c>response.temperature</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>The file to take the weights from instead of training, relative to the project's folder.</summary>
    public string? Weights { get; init; }
}
