namespace Kd;

/// <summary>The base of the optimizer words. A model that is trained has exactly one.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OptimizerAttribute : Attribute;
