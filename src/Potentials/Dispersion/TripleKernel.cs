using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>Triples of one atom i, a neighbour j and many others k. A lane is a k.</summary>
abstract unsafe class TripleKernel
{
    /// <summary>Planes of the neighbours: x y z from the centre, square of the distance, C6 with the centre, ∂ ln C6 by its coordination number, weights of references.</summary>
    internal const int Squared = 3, C6 = 4, Slope = 5, Weights = 6, Planes = Weights + DispersionTables.MostReferences;

    internal const int MostLanes = 8;

    /// <summary>What is the same for a j and all k of one species.</summary>
    /// <param name="square">Of the cutoff.</param>
    /// <param name="damping">6 R̄¹⁶.</param>
    /// <param name="mixed">C6 of j with the references of k.</param>
    internal readonly struct Side(double square, double damping, double* mixed, int references)
    {
        internal readonly double Square = square, Damping = damping;
        internal readonly double* Mixed = mixed;
        internal readonly int References = references;
    }

    internal static TripleKernel Open() => Widths.Double<Opener, TripleKernel>(default);

    /// <summary>Adds force, a third of the energy, half of the virial of the two sides at the centre, and the derivative by its coordination number.</summary>
    /// <param name="room">Numbers of a plane.</param>
    /// <param name="from">The first k …</param>
    /// <param name="end">… and the one after the last; some lanes more can be read.</param>
    internal abstract void Sum(double* planes, int room, int j, int from, int end, in Side side, double* answers);

    readonly struct Opener : IDoubleUser<TripleKernel>
    {
        public TripleKernel Use<W>()
            where W : struct, IWide<W, double> => new TripleKernel<W>();
    }
}

/// <inheritdoc/>
sealed unsafe class TripleKernel<W> : TripleKernel
    where W : struct, IWide<W, double>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal override void Sum(double* planes, int room, int j, int from, int end, in Side side, double* answers)
    {
        W jx = W.Broadcast(planes[j]), jy = W.Broadcast(planes[room + j]), jz = W.Broadcast(planes[2 * room + j]), u1 = W.Broadcast(planes[Squared * room + j]);
        W c6 = W.Broadcast(planes[C6 * room + j]), ownSlope = W.Broadcast(planes[Slope * room + j]), most = W.Broadcast(side.Square), damping = W.Broadcast(side.Damping);
        // Along the side to j all k push alike: only its sum is needed.
        W along = W.Zero, fx = W.Zero, fy = W.Zero, fz = W.Zero, energy = W.Zero, pull = W.Zero;
        W xx = W.Zero, xy = W.Zero, xz = W.Zero, yy = W.Zero, yz = W.Zero, zz = W.Zero;
        for (var k = from; k < end; k += W.Lanes)
        {
            W kx = W.Load(ref *planes, k), ky = W.Load(ref *planes, room + k), kz = W.Load(ref *planes, 2 * room + k), u2 = W.Load(ref *planes, Squared * room + k);
            W dx = kx - jx, dy = ky - jy, dz = kz - jz;
            var u3 = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var near = W.And(W.LessOrEqual(u3, most), W.Less(W.Iota, W.Const(end - k)));
            if (W.Bits(near) == 0)
                continue;
            u3 = W.Select(near, u3, W.One);
            var c = W.Zero;
            for (var b = 0; b < side.References; b++)
                c = W.Fma(W.Broadcast(side.Mixed[b]), W.Load(ref *planes, (Weights + b) * room + k), c);
            c = W.Select(near, W.Sqrt(c * c6 * W.Load(ref *planes, C6 * room + k)), W.Zero);
            W first = W.Inverse(u1), second = W.Inverse(u2);
            var product = first * second * W.Inverse(u3);
            // r̄^(−16) is the power 8/3 of the product of the squares, P⁻¹.
            var t = damping * W.Exp(W.Log(product) * (8.0 / 3));
            var damped = W.Inverse(t + 1);
            W l1 = u1 + u3 - u2, l2 = u1 - u3 + u2, l3 = u2 + u3 - u1;
            var cube = product * W.Sqrt(product);
            // 3/8 of the product of the three, over r⁵, is 3 cos cos cos over r³.
            var angular = cube * product * 0.375;
            var value = W.Fma(l1 * l2, l3 * angular, cube);
            // Of the logarithms by u: −5/2 of the angular part, −3/2 of the other, and 8/3 t/(1 + t) of the damping.
            var fall = W.Fma(value, 8.0 / 3 * t * damped, -(value * 2.5 - cube));
            c *= damped;
            var along1 = c * W.Fma(fall, first, angular * W.Fma(l2, l3, l1 * l3 - l1 * l2));
            var along2 = c * W.Fma(fall, second, angular * W.Fma(l1, l2, l1 * l3 - l2 * l3));
            value *= c;
            energy += value;
            pull = W.Fma(value, ownSlope + W.Load(ref *planes, Slope * room + k), pull);
            along += along1;
            W gx = along2 * kx, gy = along2 * ky, gz = along2 * kz;
            fx += gx;
            fy += gy;
            fz += gz;
            xx = W.Fma(gx, kx, xx);
            xy = W.Fma(gx, ky, xy);
            xz = W.Fma(gx, kz, xz);
            yy = W.Fma(gy, ky, yy);
            yz = W.Fma(gy, kz, yz);
            zz = W.Fma(gz, kz, zz);
        }
        double g = W.Sum(along), x = planes[j], y = planes[room + j], z = planes[2 * room + j];
        answers[0] += 2 * (W.Sum(fx) + g * x);
        answers[1] += 2 * (W.Sum(fy) + g * y);
        answers[2] += 2 * (W.Sum(fz) + g * z);
        answers[3] += W.Sum(energy) / 3;
        answers[4] += 0.5 * W.Sum(pull);
        answers[5] -= W.Sum(xx) + g * x * x;
        answers[6] -= W.Sum(xy) + g * x * y;
        answers[7] -= W.Sum(xz) + g * x * z;
        answers[8] -= W.Sum(yy) + g * y * y;
        answers[9] -= W.Sum(yz) + g * y * z;
        answers[10] -= W.Sum(zz) + g * z * z;
    }
}
