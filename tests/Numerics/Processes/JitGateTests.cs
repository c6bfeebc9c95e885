using System.Reflection;

namespace Athanor.Numerics.Tests;

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
        var kernels = Kernels.In(typeof(Gemm).Assembly).ToArray();
        Assert.Contains(kernels, k => k.Name == "Curve" && k.GetGenericArguments().Contains(typeof(HyperbolicTangent)) && k.GetGenericArguments().Contains(typeof(F32x16)));
        Assert.Empty(JitGate.Compile(kernels));
    }

    [Fact]
    [Trait("Category", ChildProcess.Category)]
    public void The_gate_hears_a_method_that_is_too_large()
    {
        var (exit, output) = ChildProcess.Run(["--explicit", "only", "--filter-method", $"*.{nameof(A_large_method_is_reported)}"]);
        Assert.True(exit == 0, output);
    }

    [Fact(Explicit = true)]
    public void A_large_method_is_reported() =>
        Assert.NotEmpty(JitGate.Compile([typeof(JitGateTests).GetMethod(nameof(Planted), BindingFlags.Static | BindingFlags.NonPublic)!]));

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining | System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    static double Planted(double x) => TooLarge.Large(x) + TooLarge.Large(-x);
}
