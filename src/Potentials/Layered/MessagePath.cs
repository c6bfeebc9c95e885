using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>One way in which a neighbour's feature of degree <see cref="Feature"/> and Y of degree <see cref="Angle"/> make a message of degree <see cref="Message"/>. Their sum is even: no pseudotensors.</summary>
/// <param name="FirstRow">Of the rows R h_lm, all paths to one message degree one after the other: the path's first among these.</param>
readonly record struct MessagePath(int Feature, int Angle, int Message, int FirstRow)
{
    /// <summary>All paths, by message degree, then by the others.</summary>
    internal static MessagePath[] All(int features, int angles, int messages)
    {
        var paths = new List<MessagePath>();
        for (var l = 0; l <= messages; l++)
        {
            var row = 0;
            for (var f = 0; f <= features; f++)
            {
                for (var a = Math.Abs(l - f); a <= Math.Min(angles, l + f); a += 2)
                {
                    paths.Add(new(f, a, l, row));
                    row += 2 * f + 1;
                }
            }
        }
        return [.. paths];
    }

    /// <summary>How Y turns a feature into a message: [component of the feature, of Y, of the message], of the size of one where these are.</summary>
    internal double[,,] Coupling => RealCoupling.Of(Feature, Angle, Message);
}
