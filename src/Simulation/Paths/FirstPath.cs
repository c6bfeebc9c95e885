using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Draws a first path between two structures, or takes one that is given.</summary>
static class FirstPath
{
    /// <summary>Beyond so many atoms a path by pairs is not worth its N² pairs.</summary>
    const int MostForPairs = 1500;

    const int MostSteps = 300;

    const double Aside = 0.1; // Å

    internal static Structure[] Between(Structure first, Structure last, PathSettings settings)
    {
        var count = settings.Images + 2;
        var images = new Structure[count];
        for (var k = 0; k < count; k++)
        {
            var t = (double)k / (count - 1);
            images[k] = first.Clone();
            images[k].Velocities = null;
            for (var i = 0; i < first.Count; i++)
                images[k].Positions[i] = (1 - t) * first.Positions[i] + t * last.Positions[i];
        }
        // The ends to the bit.
        last.Positions.CopyTo(images[^1].Positions, 0);
        if (settings.Interpolation == PathInterpolation.Pairs && first.Count is > 1 and <= MostForPairs)
            ByPairs(images, settings);
        return images;
    }

    static void ByPairs(Structure[] images, PathSettings settings)
    {
        using var pairs = new PairInterpolation(images[0], images[^1], images.Length);
        if (Collides(images))
            Sidestep(images);
        // In the units of this potential, 1/Å², bonds have a stiffness of about 1.
        var band = new Band(images, pairs, settings with { Spring = 0.1, SoftSpring = 1 });
        var descent = new FireDescent(band.Size);
        band.Evaluate([0, .. band.Between, images.Length - 1]);
        for (var step = 0; step < MostSteps; step++)
        {
            band.Nudge();
            if (band.Between.Max(k => band.Residuals[k]) < 0.02)
                return;
            descent.Step(band);
            band.Evaluate(band.Between);
        }
    }

    /// <summary>Whether two atoms come nearer on the straight way than 0.6 times their distance at either end.</summary>
    static bool Collides(Structure[] images)
    {
        double Apart(int k, int i, int j) => MinimumImage.Edge(images[k], i, j).LengthSquared;
        for (var i = 0; i < images[0].Count; i++)
        {
            for (var j = i + 1; j < images[0].Count; j++)
            {
                var ends = 0.36 * Math.Min(Apart(0, i, j), Apart(images.Length - 1, i, j));
                for (var k = 1; k < images.Length - 1; k++)
                {
                    if (Apart(k, i, j) < ends)
                        return true;
                }
            }
        }
        return false;
    }

    /// <summary>Each atom a little aside from its straight way, each to another side, always the same: atoms that run into one another head-on would never find the way round.</summary>
    static void Sidestep(Structure[] images)
    {
        for (var k = 1; k < images.Length - 1; k++)
        {
            var t = (double)k / (images.Length - 1);
            for (var i = 0; i < images[k].Count; i++)
                images[k].Positions[i] += 4 * t * (1 - t) * Aside * new Vec3(Math.Sin(1 + 2.4 * i), Math.Sin(2 + 3.1 * i), Math.Sin(3 + 4.7 * i));
        }
    }

    /// <summary>A path that is given, each image laid as near as can be to the one before it.</summary>
    internal static Structure[] From(IReadOnlyList<Structure> given, PathSettings settings)
    {
        var images = new Structure[given.Count];
        for (var k = 0; k < images.Length; k++)
        {
            if (k > 0)
                PathEnds.RefuseOthers(given[0], given[k]);
            images[k] = k == 0 ? given[0].Clone() : PathEnds.Near(images[k - 1], given[k], settings.FixedAtoms.Count > 0);
            images[k].Velocities = null;
        }
        return images;
    }
}
