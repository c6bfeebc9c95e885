using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>The linear algebra between network gradients and forces, on the cached derivatives of <see cref="Descriptors"/>.</summary>
abstract class DescriptorAlgebra
{
    internal static DescriptorAlgebra Widest { get; } = Widths.Single<Door, DescriptorAlgebra>(default);

    internal abstract Mat3 Forces(Descriptors of, ReadOnlySpan<double> gradients, Span<Vec3> forces);

    internal abstract void Tangents(Descriptors of, ReadOnlySpan<Vec3> v, Mat3 lambda, Span<double> tangents);

    readonly struct Door : ISingleUser<DescriptorAlgebra>
    {
        public DescriptorAlgebra Use<W>()
            where W : struct, IWide<W, float> => new DescriptorAlgebra<W>();
    }
}

/// <inheritdoc/>
/// <remarks>A lane is a symmetry function. Rows are read once; single precision carries six digits of a force, more than any loss can tell.</remarks>
sealed unsafe class DescriptorAlgebra<W> : DescriptorAlgebra
    where W : struct, IWide<W, float>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    [ThreadStatic]
    static float[]? scratch;

    internal override Mat3 Forces(Descriptors of, ReadOnlySpan<double> gradients, Span<Vec3> forces)
    {
        forces.Clear();
        var virial = Mat3.Zero;
        fixed (float* derivatives = of.Derivatives, strains = of.StrainDerivatives)
        {
            for (var i = 0; i < of.Count; i++)
            {
                int stride = of.Stride(i), functions = of.ValueStart(i + 1) - of.ValueStart(i), first = of.EntryStart[i], entries = of.EntryStart[i + 1] - first;
                fixed (float* y = Scratch(stride + 3 * entries + 6))
                {
                    for (var m = 0; m < stride; m++)
                        y[m] = m < functions ? (float)gradients[of.ValueStart(i) + m] : 0;
                    var dots = y + stride;
                    Dots(3 * entries, stride, derivatives + of.DerivativeStart[i], y, dots);
                    var own = Vec3.Zero;
                    for (var e = 0; e < entries; e++)
                    {
                        var g = new Vec3(dots[3 * e], dots[3 * e + 1], dots[3 * e + 2]);
                        forces[of.EntryAtom[first + e]] -= g;
                        own += g;
                    }
                    forces[i] += own;
                    Dots(6, stride, strains + of.StrainStart(i), y, dots);
                    virial -= new Mat3(dots[0], dots[5], dots[4], dots[5], dots[1], dots[3], dots[4], dots[3], dots[2]);
                }
            }
        }
        return virial;
    }

    internal override void Tangents(Descriptors of, ReadOnlySpan<Vec3> v, Mat3 lambda, Span<double> tangents)
    {
        var s = lambda.Symmetrized;
        fixed (float* derivatives = of.Derivatives, strains = of.StrainDerivatives)
        {
            for (var i = 0; i < of.Count; i++)
            {
                int stride = of.Stride(i), functions = of.ValueStart(i + 1) - of.ValueStart(i), first = of.EntryStart[i], entries = of.EntryStart[i + 1] - first;
                fixed (float* sum = Scratch(stride + Math.Max(6, 3 * entries)))
                {
                    new Span<float>(sum, stride).Clear();
                    var weights = sum + stride;
                    for (var e = 0; e < entries; e++)
                    {
                        var d = v[i] - v[of.EntryAtom[first + e]];
                        (weights[3 * e], weights[3 * e + 1], weights[3 * e + 2]) = ((float)d.X, (float)d.Y, (float)d.Z);
                    }
                    Combine(3 * entries, stride, derivatives + of.DerivativeStart[i], weights, sum);
                    (weights[0], weights[1], weights[2]) = ((float)-s.XX, (float)-s.YY, (float)-s.ZZ);
                    (weights[3], weights[4], weights[5]) = ((float)(-2 * s.YZ), (float)(-2 * s.XZ), (float)(-2 * s.XY));
                    Combine(6, stride, strains + of.StrainStart(i), weights, sum);
                    for (var m = 0; m < functions; m++)
                        tangents[of.ValueStart(i) + m] = sum[m];
                }
            }
        }
    }

    static float[] Scratch(int count)
    {
        if (scratch is null || scratch.Length < count)
            scratch = new float[count + count / 2];
        return scratch;
    }

    /// <summary>dots[r] = row r · y.</summary>
    [MethodImpl(Law)]
    static void Dots(int rows, int stride, float* row, float* y, float* dots)
    {
        for (var r = 0; r < rows; r++, row += stride)
        {
            var sum = W.Zero;
            for (var m = 0; m < stride; m += W.Lanes)
                sum = W.Fma(W.Load(ref row[m], 0), W.Load(ref y[m], 0), sum);
            dots[r] = W.Sum(sum);
        }
    }

    /// <summary>sum += Σ_r weights[r] row r.</summary>
    [MethodImpl(Law)]
    static void Combine(int rows, int stride, float* row, float* weights, float* sum)
    {
        for (var m = 0; m < stride; m += W.Lanes)
        {
            W one = W.Load(ref sum[m], 0), two = W.Zero;
            var p = row + m;
            var r = 0;
            for (; r + 1 < rows; r += 2, p += 2 * stride)
            {
                one = W.Fma(W.Load(ref p[0], 0), W.Broadcast(weights[r]), one);
                two = W.Fma(W.Load(ref p[stride], 0), W.Broadcast(weights[r + 1]), two);
            }
            if (r < rows)
                one = W.Fma(W.Load(ref p[0], 0), W.Broadcast(weights[r]), one);
            W.Store(one + two, ref sum[m], 0);
        }
    }
}
