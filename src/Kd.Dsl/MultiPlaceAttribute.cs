namespace Kd;

/// <summary>A term over several places at once, on the class. Base of the words whose method relates all of them.</summary>
/// <param name="places">The names of the student's places, from the first layer to the last.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class MultiPlaceAttribute(params string[] places) : KnowledgeAttribute
{
    /// <summary>The names of the student's places.</summary>
    public string[] Places { get; } = places;
}
