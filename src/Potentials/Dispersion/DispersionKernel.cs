using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>Sums over the surroundings of one atom, in atomic units. A lane is another atom. None touches the atom itself, which is among them at distance zero.</summary>
abstract unsafe class DispersionKernel
{
    /// <summary>Squares of distances below this, Bohr², are the atom itself, or one that stands where no other atom may (a thousandth of an Ångström).</summary>
    internal const double Coincident = 3.5e-6;

    /// <summary>Fx Fy Fz, energy, ∂E/∂CN, and the virial's xx xy xz yy yz zz.</summary>
    internal const int Answers = 11;

    internal static DispersionKernel Open() => Widths.Double<Opener, DispersionKernel>(default);

    /// <summary>
    /// Σ 1/(1 + e^(−k₁ (k₂ R/r − 1))) with k₁ = 16 (eq. 15 of the 2010 paper) within a cutoff.
    /// </summary>
    /// <param name="covalent">k₂ (R_i + R_j).</param>
    /// <param name="square">Of the cutoff.</param>
    /// <param name="here">Raised by the number of atoms at the centre.</param>
    internal abstract double Coordination(in SurroundingAtoms atoms, Vec3 centre, double covalent, double square, ref int here);

    /// <summary>Adds force and half of the virial of Σ_i D_i CN_i at constant D = ∂E/∂CN.</summary>
    /// <param name="pulls">D of each of the atoms.</param>
    /// <param name="pull">D of the centre.</param>
    internal abstract void Pull(in SurroundingAtoms atoms, Vec3 centre, double covalent, double square, double* pulls, double pull, double* answers);

    /// <summary>
    /// Adds what a centre has of −Σ C6 (s6/(r⁶ + R⁶) + s8 (C8/C6)/(r⁸ + R⁸)): the force, half of energy and virial, and the derivative of all by its coordination number.
    /// </summary>
    /// <param name="weights">Planes of <see cref="SurroundingsVisitor.Room"/>: the weights of the atoms' references.</param>
    /// <param name="mixed">C6 of the centre with each of these references.</param>
    /// <param name="slopes">Their derivatives by the centre's coordination number.</param>
    internal abstract void Pairs(in SurroundingAtoms atoms, Vec3 centre, in PairLaw law, in DispersionSpecies.PairConstants pair, int references, double* weights, double* mixed, double* slopes, double* answers);

    /// <summary>What is the same for all pairs.</summary>
    /// <param name="Cutoff">Bohr.</param>
    /// <param name="Width">Bohr before it over which pairs are switched off; 0 for not at all.</param>
    internal readonly record struct PairLaw(double S6, double Cutoff, double Width);

    readonly struct Opener : IDoubleUser<DispersionKernel>
    {
        public DispersionKernel Use<W>()
            where W : struct, IWide<W, double> => new DispersionKernel<W>();
    }
}

/// <inheritdoc/>
sealed unsafe class DispersionKernel<W> : DispersionKernel
    where W : struct, IWide<W, double>
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    const double Steepness = 16;

    [MethodImpl(Loop)]
    internal override double Coordination(in SurroundingAtoms atoms, Vec3 centre, double covalent, double square, ref int here)
    {
        W x0 = W.Broadcast(centre.X), y0 = W.Broadcast(centre.Y), z0 = W.Broadcast(centre.Z), radius = W.Broadcast(covalent), most = W.Broadcast(square), least = W.Const(Coincident);
        var sum = W.Zero;
        var p = atoms.Points;
        for (var k = 0; k < atoms.Padded; k += W.Lanes)
        {
            W dx = W.Load(ref *p, k) - x0, dy = W.Load(ref *p, SurroundingsVisitor.Room + k) - y0, dz = W.Load(ref *p, 2 * SurroundingsVisitor.Room + k) - z0;
            var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var near = W.LessOrEqual(squared, most);
            var other = W.And(near, W.LessOrEqual(least, squared));
            var apart = W.Bits(other);
            here += System.Numerics.BitOperations.PopCount(W.Bits(near) ^ apart);
            if (apart == 0)
                continue;
            var inverse = W.Inverse(W.Sqrt(W.Select(other, squared, W.One)));
            var count = W.Inverse(W.Exp((1 - radius * inverse) * Steepness) + 1);
            sum += W.Select(other, count, W.Zero);
        }
        return W.Sum(sum);
    }

    [MethodImpl(Loop)]
    internal override void Pull(in SurroundingAtoms atoms, Vec3 centre, double covalent, double square, double* pulls, double pull, double* answers)
    {
        W x0 = W.Broadcast(centre.X), y0 = W.Broadcast(centre.Y), z0 = W.Broadcast(centre.Z), radius = W.Broadcast(covalent), most = W.Broadcast(square), least = W.Const(Coincident);
        W own = W.Broadcast(pull), fx = W.Zero, fy = W.Zero, fz = W.Zero;
        W xx = W.Zero, xy = W.Zero, xz = W.Zero, yy = W.Zero, yz = W.Zero, zz = W.Zero;
        var p = atoms.Points;
        for (var k = 0; k < atoms.Padded; k += W.Lanes)
        {
            W dx = W.Load(ref *p, k) - x0, dy = W.Load(ref *p, SurroundingsVisitor.Room + k) - y0, dz = W.Load(ref *p, 2 * SurroundingsVisitor.Room + k) - z0;
            var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var other = W.And(W.LessOrEqual(squared, most), W.LessOrEqual(least, squared));
            if (W.Bits(other) == 0)
                continue;
            var inverse = W.Inverse(W.Sqrt(W.Select(other, squared, W.One)));
            var ratio = radius * inverse;
            var exponential = W.Exp((1 - ratio) * Steepness);
            var count = W.Inverse(exponential + 1);
            // dCN/dr over r: −k₁ c² e^… (k₂R/r) / r²
            var slope = count * count * exponential * (ratio * inverse * inverse) * -Steepness;
            slope = W.Select(other, slope * (own + W.Load(ref *pulls, k)), W.Zero);
            W gx = slope * dx, gy = slope * dy, gz = slope * dz;
            fx += gx;
            fy += gy;
            fz += gz;
            xx = W.Fma(gx, dx, xx);
            xy = W.Fma(gx, dy, xy);
            xz = W.Fma(gx, dz, xz);
            yy = W.Fma(gy, dy, yy);
            yz = W.Fma(gy, dz, yz);
            zz = W.Fma(gz, dz, zz);
        }
        answers[0] += W.Sum(fx);
        answers[1] += W.Sum(fy);
        answers[2] += W.Sum(fz);
        answers[5] -= 0.5 * W.Sum(xx);
        answers[6] -= 0.5 * W.Sum(xy);
        answers[7] -= 0.5 * W.Sum(xz);
        answers[8] -= 0.5 * W.Sum(yy);
        answers[9] -= 0.5 * W.Sum(yz);
        answers[10] -= 0.5 * W.Sum(zz);
    }

    [MethodImpl(Loop)]
    internal override void Pairs(in SurroundingAtoms atoms, Vec3 centre, in PairLaw law, in DispersionSpecies.PairConstants pair, int references, double* weights, double* mixed, double* slopes, double* answers)
    {
        W x0 = W.Broadcast(centre.X), y0 = W.Broadcast(centre.Y), z0 = W.Broadcast(centre.Z), most = W.Broadcast(law.Cutoff * law.Cutoff), least = W.Const(Coincident);
        W damping6 = W.Broadcast(pair.Damping6), damping8 = W.Broadcast(pair.Damping8), sixth = W.Broadcast(law.S6), eighth = W.Broadcast(pair.Eighth);
        W fx = W.Zero, fy = W.Zero, fz = W.Zero, energy = W.Zero, pull = W.Zero;
        W xx = W.Zero, xy = W.Zero, xz = W.Zero, yy = W.Zero, yz = W.Zero, zz = W.Zero;
        var inner = W.Broadcast((law.Cutoff - law.Width) * (law.Cutoff - law.Width));
        var p = atoms.Points;
        for (var k = 0; k < atoms.Padded; k += W.Lanes)
        {
            W dx = W.Load(ref *p, k) - x0, dy = W.Load(ref *p, SurroundingsVisitor.Room + k) - y0, dz = W.Load(ref *p, 2 * SurroundingsVisitor.Room + k) - z0;
            var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var other = W.And(W.LessOrEqual(squared, most), W.LessOrEqual(least, squared));
            if (W.Bits(other) == 0)
                continue;
            squared = W.Select(other, squared, W.One);
            var square = squared * squared;
            var t6 = W.Inverse(W.Fma(square, squared, damping6));
            var t8 = W.Inverse(W.Fma(square, square, damping8));
            W e6 = sixth * t6, e8 = eighth * t8;
            var value = e6 + e8;
            // d/dr² of the two.
            var slope = W.Fma(square * -3, e6 * t6, squared * square * -4 * (e8 * t8));
            if (law.Width > 0 && W.Bits(W.Less(inner, squared)) != 0)
                Switch(squared, law, ref value, ref slope);
            W c6 = W.Zero, derivative = W.Zero;
            for (var b = 0; b < references; b++)
            {
                var weight = W.Load(ref *weights, b * SurroundingsVisitor.Room + k);
                c6 = W.Fma(W.Broadcast(mixed[b]), weight, c6);
                derivative = W.Fma(W.Broadcast(slopes[b]), weight, derivative);
            }
            value = W.Select(other, value, W.Zero);
            energy = W.Fma(c6, value, energy);
            pull = W.Fma(derivative, value, pull);
            slope = W.Select(other, c6 * slope, W.Zero);
            W gx = slope * dx, gy = slope * dy, gz = slope * dz;
            fx += gx;
            fy += gy;
            fz += gz;
            xx = W.Fma(gx, dx, xx);
            xy = W.Fma(gx, dy, xy);
            xz = W.Fma(gx, dz, xz);
            yy = W.Fma(gy, dy, yy);
            yz = W.Fma(gy, dz, yz);
            zz = W.Fma(gz, dz, zz);
        }
        answers[0] -= 2 * W.Sum(fx);
        answers[1] -= 2 * W.Sum(fy);
        answers[2] -= 2 * W.Sum(fz);
        answers[3] -= 0.5 * W.Sum(energy);
        answers[4] -= W.Sum(pull);
        answers[5] += W.Sum(xx);
        answers[6] += W.Sum(xy);
        answers[7] += W.Sum(xz);
        answers[8] += W.Sum(yy);
        answers[9] += W.Sum(yz);
        answers[10] += W.Sum(zz);
    }

    /// <summary>Times x³ (10 − 15 x + 6 x²) with x = (cutoff − r)/width, 1 inside: value, slope and curvature end in zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Switch(W squared, in PairLaw law, ref W value, ref W slope)
    {
        var r = W.Sqrt(squared);
        var x = W.Max(W.Min((W.Broadcast(law.Cutoff) - r) * (1 / law.Width), W.One), W.Zero);
        var factor = x * x * x * W.Fma(x, x * 6 - 15, W.Const(10));
        // d/dr² = d/dr / 2r
        var descent = x * x * (1 - x) * (1 - x) * W.Inverse(r) * (-15 / law.Width);
        slope = W.Fma(slope, factor, value * descent);
        value *= factor;
    }
}
