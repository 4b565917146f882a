namespace Kd.Tests.Losses;

/// <summary>Losses that the properties of all losses are tried on. Every class of this kind in the tests is found by itself.</summary>
internal interface ILossSubjects
{
    /// <summary>The losses by name: that of the class, with an option behind it.</summary>
    IReadOnlyDictionary<string, LossSubject> Subjects { get; }
}
