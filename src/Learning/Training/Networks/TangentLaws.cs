using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>The laws that <see cref="NetworkPass{W}"/> is made of. A lane is a neuron or a feature; strides are whole vectors and padding is zero.</summary>
static unsafe class TangentLaws<W>
    where W : struct, IWide<W, float>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>to = bias + Σ_i from[i] · matrix[i, :].</summary>
    [MethodImpl(Law)]
    internal static void Affine(float* from, int inputs, float* matrix, float* bias, int stride, float* to)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            W even = bias == null ? W.Zero : W.Load(ref *bias, o), odd = W.Zero;
            var i = 0;
            for (; i + 1 < inputs; i += 2)
            {
                even = W.Fma(W.Broadcast(from[i]), W.Load(ref *matrix, (nint)i * stride + o), even);
                odd = W.Fma(W.Broadcast(from[i + 1]), W.Load(ref *matrix, (nint)(i + 1) * stride + o), odd);
            }
            if (i < inputs)
                even = W.Fma(W.Broadcast(from[i]), W.Load(ref *matrix, (nint)i * stride + o), even);
            W.Store(even + odd, ref *to, o);
        }
    }

    /// <summary>x = tanh x, slope = 1 − x².</summary>
    [MethodImpl(Law)]
    internal static void Tanh(float* x, float* slope, int stride)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            var t = W.Tanh(W.Load(ref *x, o));
            W.Store(t, ref *x, o);
            W.Store(W.Fnma(t, t, W.One), ref *slope, o);
        }
    }

    /// <summary>delta = beta · slope, bend = −2 beta · x · slope (the second derivative of tanh is −2 x slope).</summary>
    [MethodImpl(Law)]
    internal static void Backward(float* beta, float* x, float* slope, int stride, float* delta, float* bend)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            W b = W.Load(ref *beta, o), s = W.Load(ref *slope, o);
            W.Store(b * s, ref *delta, o);
            // ẋ already holds one factor of slope: the bend multiplies ẋ, not ȧ.
            W.Store(-2.0 * (b * W.Load(ref *x, o)), ref *bend, o);
        }
    }

    [MethodImpl(Law)]
    internal static float Dot(float* a, float* b, int stride)
    {
        var sum = W.Zero;
        for (var o = 0; o < stride; o += W.Lanes)
            sum = W.Fma(W.Load(ref *a, o), W.Load(ref *b, o), sum);
        return W.Sum(sum);
    }

    /// <summary>to[r, :] = Σ_i from[r, i] · matrix[i, :], four rows at a time.</summary>
    [MethodImpl(Law)]
    internal static void Multiply(float* from, int rows, int inputs, int fromStride, float* matrix, int stride, float* to)
    {
        var r = 0;
        for (; r + 4 <= rows; r += 4)
        {
            float* f0 = from + (nint)r * fromStride, f1 = f0 + fromStride, f2 = f1 + fromStride, f3 = f2 + fromStride;
            for (var o = 0; o < stride; o += W.Lanes)
            {
                W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                var m = matrix + o;
                for (var i = 0; i < inputs; i++)
                {
                    var w = W.Load(ref *m, 0);
                    m += stride;
                    s0 = W.Fma(W.Broadcast(f0[i]), w, s0);
                    s1 = W.Fma(W.Broadcast(f1[i]), w, s1);
                    s2 = W.Fma(W.Broadcast(f2[i]), w, s2);
                    s3 = W.Fma(W.Broadcast(f3[i]), w, s3);
                }
                var t = to + (nint)r * stride + o;
                W.Store(s0, ref *t, 0);
                W.Store(s1, ref *t, stride);
                W.Store(s2, ref *t, 2 * stride);
                W.Store(s3, ref *t, 3 * stride);
            }
        }
        for (; r < rows; r++)
            Affine(from + (nint)r * fromStride, inputs, matrix, null, stride, to + (nint)r * stride);
    }

    /// <summary>Every row times the same vector.</summary>
    [MethodImpl(Law)]
    internal static void ScaleRows(float* rows, int count, int stride, float* by)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            var s = W.Load(ref *by, o);
            for (var r = 0; r < count; r++)
            {
                var at = (nint)r * stride + o;
                W.Store(s * W.Load(ref *rows, at), ref *rows, at);
            }
        }
    }

    /// <summary>deltaDot = bend · ẋ.</summary>
    [MethodImpl(Law)]
    internal static void Bend(float* xDot, int count, int stride, float* bend, float* deltaDot)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            var c = W.Load(ref *bend, o);
            for (var r = 0; r < count; r++)
            {
                var at = (nint)r * stride + o;
                W.Store(c * W.Load(ref *xDot, at), ref *deltaDot, at);
            }
        }
    }

    /// <summary>deltaDot = slope · deltaDot + bend · ẋ.</summary>
    [MethodImpl(Law)]
    internal static void Bend(float* xDot, int count, int stride, float* bend, float* slope, float* deltaDot)
    {
        for (var o = 0; o < stride; o += W.Lanes)
        {
            W c = W.Load(ref *bend, o), s = W.Load(ref *slope, o);
            for (var r = 0; r < count; r++)
            {
                var at = (nint)r * stride + o;
                W.Store(W.Fma(c, W.Load(ref *xDot, at), s * W.Load(ref *deltaDot, at)), ref *deltaDot, at);
            }
        }
    }

    /// <summary>to += scale · from over whole vectors; from's padding is zero, so what stands behind the end of to is unchanged.</summary>
    [MethodImpl(Law)]
    internal static void AddScaled(float* to, float* from, float scale, int count)
    {
        var s = W.Broadcast(scale);
        for (var i = 0; i < count; i += W.Lanes)
            W.Store(W.Fma(s, W.Load(ref *from, i), W.Load(ref *to, i)), ref *to, i);
    }

    /// <summary>to[o, :] += deltaDot[o] · x + delta[o] · ẋ, rows of exactly inputs entries; x and ẋ are padded with zeros.</summary>
    [MethodImpl(Law)]
    internal static void AddOuters(float* to, int inputs, int outputs, float* deltaDot, float* x, float* delta, float* xDot)
    {
        for (var o = 0; o < outputs; o++)
        {
            W a = W.Broadcast(deltaDot[o]), b = W.Broadcast(delta[o]);
            var row = to + (nint)o * inputs;
            for (var i = 0; i < inputs; i += W.Lanes)
            {
                var sum = W.Fma(a, W.Load(ref *x, i), W.Load(ref *row, i));
                W.Store(W.Fma(b, W.Load(ref *xDot, i), sum), ref *row, i);
            }
        }
    }
}
