using System.Reflection;

namespace Kd.Training;

/// <summary>
/// Declares a stage of the training graph. Emitted by the generator, read from the built assembly by the
/// <c>Distill</c> target (to plan) and by the host (to run).
/// </summary>
/// <param name="name">
/// The stage's name, unique in the assembly: the class, with <c>.Baseline</c> for a baseline, or the group that is trained together.
/// </param>
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

    /// <summary>
    /// The student whose training goes on after this stage: that of <c>DigitsStudent.hint</c> and of <c>DigitsStudent.generation0</c> is
    /// <c>DigitsStudent</c>. Nothing for the last stage, which has the student's name.
    /// </summary>
    public string? Student { get; init; }

    /// <summary>
    /// The models of a mutual group, in order: each has a folder of its name in the stage's result, with a class's further copies numbered,
    /// as in <c>PeerA</c>, <c>PeerA.2</c>. None for a stage that trains one model, whose result is not divided.
    /// </summary>
    public string[] Models { get; init; } = [];

    /// <summary>The names of the stages whose weights this one needs; a group's may be that of one of its models.</summary>
    public string[] After { get; init; } = [];

    /// <summary>The classes whose code can change the result: models, data, own losses.</summary>
    public Type[] Reads { get; init; } = [];

    /// <summary>What was declared for this stage, in one canonical text; part of the stage's key.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>The paths of the settings that the stage has, as in <c>response.temperature</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>The file to take the weights from instead of training, relative to the project's folder.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether that file is a TorchScript file, which the stage leaves as it is.</summary>
    public bool IsScript { get; init; }

    /// <summary>The stage of that name in an assembly; nothing if it declares none.</summary>
    internal static DistillStageAttribute? Of(string name, Assembly assembly) =>
        assembly.GetCustomAttributes<DistillStageAttribute>().FirstOrDefault(stage => stage.Name == name);
}
