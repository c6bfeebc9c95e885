using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Goes downhill by Newton's method in a region where the quadratic model of the energy is trusted (Steihaug, SIAM J. Numer. Anal. 20, 626 (1983)): truncated conjugate gradients in rotations scaled by the Hessian's diagonal, along
/// negative curvature to the edge. Every step that is taken lowers the energy, so that it ends at a stationary point, though slower than <see cref="FieldIteration"/> where that converges.
/// </summary>
internal sealed class TrustRegion(FieldEquations equations, Filling filling, ScfOptions options)
{
    const int MostProducts = 40;
    const double FirstRadius = 0.5, LargestRadius = 2, SmallestRadius = 1e-6;

    // Energies carry this much rounding, Eh.
    const double Rounding = 1e-11;

    // Least curvature by which a rotation is scaled, Eh.
    const double Floor = 0.2;

    /// <param name="coefficients">Orbitals to begin with, one a set, the electrons in the first.</param>
    /// <param name="spent">Iterations that have been used up.</param>
    /// <param name="near">A gradient, Eh, at which to stop early, once steps end within the region, as they do about a minimum.</param>
    public FieldOutcome Run(double[][] coefficients, int spent, double near = 0)
    {
        var here = new OrbitalRotations(equations, filling, coefficients);
        var (radius, change, inside) = (FirstRadius, double.NaN, false);
        for (var iteration = spent + 1; ; iteration++)
        {
            var converged = here.LargestCoupling < options.Gradient && (here.Count == 0 || Math.Abs(change) < options.Energy);
            if (converged || (inside && here.LargestCoupling < near) || iteration >= options.Iterations || radius < SmallestRadius || !double.IsFinite(here.Energy))
                return new(converged, here.Energy, here.Densities, here.Fock, here.Orbitals, iteration, here.LargestCoupling, change) { Lowest = [.. here.Orbitals.Select(o => o.Coefficients)] };
            var (step, predicted, length) = Step(here, radius);
            var there = new OrbitalRotations(equations, filling, here.Rotated(step));
            var gained = here.Energy - there.Energy;
            var rounding = Rounding * Math.Max(1, Math.Abs(here.Energy));
            // Where nothing but rounding is to be gained, the model is right.
            var ratio = predicted < 10 * rounding && gained > -rounding ? 1 : gained / predicted;
            if (ratio < 0.25)
                radius = 0.25 * Math.Min(radius, length);
            else if (ratio > 0.75 && length > 0.9 * radius)
                radius = Math.Min(LargestRadius, 2 * radius);
            if (ratio > 1e-3)
                (here, change, inside) = (there, gained, length < 0.9 * radius);
        }
    }

    static (double[] Step, double Predicted, double Length) Step(OrbitalRotations at, double radius)
    {
        double[] scale = [.. at.Diagonal.Select(d => 1 / Math.Sqrt(Math.Max(Math.Abs(d), Floor)))];
        var x = new double[at.Count];
        double[] residual = [.. at.Gradient.Select((g, i) => -scale[i] * g)], direction = [.. residual], slope = [.. residual], hx = new double[at.Count];
        var square = Vectors.Dot(residual, residual);
        var goal = Math.Min(0.1, Math.Sqrt(Math.Sqrt(square))) * Math.Sqrt(square);
        for (var k = 0; k < MostProducts && Math.Sqrt(square) > goal; k++)
        {
            var image = at.Product([.. direction.Select((d, i) => scale[i] * d)]);
            for (var i = 0; i < image.Length; i++)
                image[i] *= scale[i];
            var curvature = Vectors.Dot(direction, image);
            var along = square / curvature;
            double xx = Vectors.Dot(x, x), xd = Vectors.Dot(x, direction), dd = Vectors.Dot(direction, direction);
            var outside = !(curvature > 0) || xx + along * (2 * xd + along * dd) >= radius * radius;
            if (outside)
                along = (Math.Sqrt(xd * xd + dd * (radius * radius - xx)) - xd) / dd;
            for (var i = 0; i < x.Length; i++)
            {
                x[i] += along * direction[i];
                hx[i] += along * image[i];
                residual[i] -= along * image[i];
            }
            if (outside)
                break;
            var next = Vectors.Dot(residual, residual);
            for (var i = 0; i < x.Length; i++)
                direction[i] = residual[i] + next / square * direction[i];
            square = next;
        }
        return ([.. x.Select((c, i) => scale[i] * c)], Vectors.Dot(slope, x) - 0.5 * Vectors.Dot(x, hx), Math.Sqrt(Vectors.Dot(x, x)));
    }
}
