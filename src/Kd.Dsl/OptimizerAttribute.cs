namespace Kd;

/// <summary>The base of the optimizer words. A model that is trained has exactly one, and may have others for single stages.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    /// <summary>The <see cref="StageAttribute">[Stage]</see> that it is for, in place of the one for every stage.</summary>
    public string? Stage { get; set; }
}
