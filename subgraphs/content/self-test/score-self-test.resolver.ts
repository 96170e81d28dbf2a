import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput, CodedError, notFound } from '../../shared/errors.ts';
import { State } from '../../shared/vocabulary.ts';
import { articleHeadBySlug } from '../article/article.loaders.ts';
import { toArticle } from '../article/article.view.ts';
import type { ContentContext } from '../content.ts';
import { listCrisisLines } from '../crisis-line/crisis-line.list.ts';
import { CrisisAudience } from '../crisis-line/crisis-line.type.ts';
import { findSelfTest, selfTestDefinition } from './self-test.loaders.ts';
import { scoreSelfTest, type AnswerProblem } from './self-test.rules.ts';
import { SelfTestAnswerInput, SelfTestResultType } from './self-test-result.type.ts';

/** Far more than any test has items; each wrong one is named in the error. */
const mostAnswers = 200;

const crisisMessage =
  'One of your answers says that things may be very dark for you at present. You do not have to carry that alone: ' +
  'please ring one of these numbers now. If your life is in danger, ring 000.';

@Resolver()
export class ScoreSelfTestResolver {
  @PrivateToViewer()
  @Query(() => SelfTestResultType, {
    nullable: true,
    description:
      'What the answers to a self test come to. Nothing is stored and no login is needed; send it by POST, so that no answer stands in an address. Wrong or missing answers are BAD_USER_INPUT, with each item at fault in `extensions.problems`. Null only when the content service could not be reached.',
  })
  async scoreSelfTest(
    @Arg('slug', () => String, { description: "The self test's slug." }) slug: string,
    @Arg('answers', () => [SelfTestAnswerInput], { description: 'One answer to each item, in any order.' })
    answers: SelfTestAnswerInput[],
    @Arg('version', () => Int, {
      nullable: true,
      description: 'The version that was answered; null for the newest.',
    })
    version: number | null | undefined,
    @Arg('state', () => State, {
      nullable: true,
      description:
        "Where the person is, to name the state's own crisis lines too; null names those of all Australia.",
    })
    state: State | null | undefined,
    @Arg('audience', () => CrisisAudience, {
      nullable: true,
      description: 'Whom the crisis lines should be for; null names all of them.',
    })
    audience: CrisisAudience | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<SelfTestResultType | null> {
    const test = await findSelfTest(context, slug, version ?? null);
    if (test === null) throw notFound(`The self test ${slug}`);
    const definition = await context.load(selfTestDefinition, test);
    if (answers.length > mostAnswers) throw badInput(`answers are at most ${mostAnswers}.`, 'answers');
    const scored = scoreSelfTest(definition, answers);
    if ('problems' in scored) throw wrongAnswers(scored.problems);
    const { score, maxScore, band, crisisFirst } = scored.result;
    const where = { states: state ? [state] : [], audience: audience ?? null };
    const articles = await context.loadMany(articleHeadBySlug, definition.articles);
    return {
      crisis: crisisFirst ? { message: crisisMessage, lines: await listCrisisLines(context, where) } : null,
      selfTest: test,
      score,
      maxScore,
      band,
      meaning: band.meaning,
      disclaimer: definition.disclaimer,
      articles: articles.flatMap((row) => (row === null ? [] : toArticle(row, context))),
      help: definition.concerns.map((concern) => ({ concern })),
    };
  }
}

function wrongAnswers(problems: AnswerProblem[]): CodedError {
  const message = problems.map((problem) => problem.message).join(' ');
  return new CodedError('BAD_USER_INPUT', message, { field: 'answers', problems });
}
