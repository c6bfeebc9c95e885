namespace Athanor.Quantum.Tests;

public sealed class JitGateTests
{
    [Fact]
    [Trait("Category", ChildProcess.Category)]
    public void No_kernel_is_too_large_for_the_jit()
    {
        // In a process of its own, where none of the kernels has been compiled.
        var (exit, output) = ChildProcess.Run(["--explicit", "only", "--filter-method", $"*.{nameof(Every_kernel_compiles_whole)}"]);
        Assert.True(exit == 0, output);
    }

    [Fact(Explicit = true)]
    public void Every_kernel_compiles_whole()
    {
        var kernels = Kernels.In(typeof(HartreeFock).Assembly).ToArray();
        Assert.Contains(kernels, k => k.Name == "AttractFour" && k.GetGenericArguments().Contains(typeof(Numerics.F64x8)));
        Assert.Empty(JitGate.Compile(kernels));
    }
}
