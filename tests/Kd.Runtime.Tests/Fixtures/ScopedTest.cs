namespace Kd.Tests.Fixtures;

/// <summary>A test whose tensors die with it and whose random numbers are the same each time.</summary>
public abstract class ScopedTest : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    protected ScopedTest() => manual_seed(1);

    public void Dispose()
    {
        _scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
