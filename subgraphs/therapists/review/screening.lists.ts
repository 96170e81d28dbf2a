import type { WordLists } from './screening.pattern.ts';

const list = (words: string): readonly string[] => words.trim().split(/\s*,\s*/);

/** The words that the phrases of screening.phrases.ts name. Raise `screeningVersion` with every change. */
export const screeningLists = {
  /** Conditions, symptoms and reasons to seek help: refused wherever they stand. */
  condition: list(`
    abuse, abused, addict, addicted, addiction, addictions, adhd, agoraphobia, agoraphobic, alcoholic, alcoholism, anorexia,
    anorexic, anxiety, anxieties, autism, autistic, bereaved, bereavement, binge eating, bipolar, body dysmorphia, body image,
    bpd, bulimia, bulimic, burn out, burned out, burnout, burnt out, chronic fatigue, chronic pain, claustrophobia, compulsion,
    compulsions, compulsive, cptsd, delusion, delusions, dementia, depressed, depression, depressive, dissociat*, divorce,
    divorced, domestic violence, dysmorphia, dysphoria, eating disorder, eating disorders, flashback, flashbacks, gambling,
    hallucinat*, infidelity, insomnia, intrusive thoughts, low mood, mania, manic, mental breakdown, mental disorder,
    mental illness, miscarriage, mood swings, nervous breakdown, nightmares, obsession, obsessions, obsessive, ocd, overthinking,
    panic attack, panic attacks, panic disorder, paranoia, paranoid, personality disorder, phobia, phobias, phobic, postnatal,
    postpartum, psychosis, psychotic, ptsd, rumination, schizophrenia, schizophrenic, self harm, self harmed, self harming,
    selfharm, sexual assault, stillbirth, suicidal, suicide, symptom, symptoms, trauma, traumas, traumatic, traumatised,
    traumatized`),

  /** What therapy is about: refused together with a word of \`helping\`. */
  matter: list(`
    anger, behaviour, behavior, boundaries, childhood, confidence, demons, drinking, drugs, eating, emotions, fear, fears,
    feelings, grief, grieving, habit, habits, health, identity, illness, issues, life, loneliness, loss, marriage, mental health,
    mood, moods, pain, panic, past, problems, relationship, relationships, sadness, self esteem, sexuality, sleep, sleeping,
    stress, struggles, thoughts, urges, wellbeing, worries, worry`),

  /** The same where it is somebody's own: refused after "my" or "our". */
  private: list(`
    anger, drinking, drug use, fears, grief, illness, loneliness, low self esteem, marriage, mental health, mood, moods, pain,
    panic, sadness, self esteem, sleep, sleeping, stress, struggles, thoughts, urges`),

  helping: list(`
    address, addressed, change, changed, control, cope, coping, deal, dealing, dealt, ease, eased, fix, fixed, get over,
    get through, got through, heal, help, helped, helping, helps, improve, improved, manage, managed, managing, process,
    processed, rebuild, rebuilt, reduce, reduced, relieve, relieved, repair, repaired, resolve, resolved, restore, restored,
    save, saved, solve, solved, stop, stopped, tackle, tackled, treat, treated, understand, work on, work through, worked on,
    worked through, working on, working through`),

  /** What is done in a session. */
  care: list(`
    advice, approach, counselling, counseling, exercises, medication, method, methods, program, sessions, strategies,
    techniques, therapy, treatment`),

  practitioner: list(`
    clinician, clinicians, counsellor, counsellors, counselor, counselors, doctor, doctors, occupational therapist,
    practitioner, practitioners, professional, professionals, psychiatrist, psychiatrists, psychologist, psychologists,
    psychotherapist, psychotherapists, shrink, social worker, specialist, specialists, therapist, therapists`),

  family: list(`
    boyfriend, boyfriends, child, childs, children, dad, dads, daughter, daughters, family, familys, girlfriend, girlfriends,
    husband, husbands, kid, kids, mum, mums, partner, partners, son, sons, teenager, teenagers, wife, wifes`),

  /** What a comment may speak of freely: how the service is reached and run, and how somebody was received. */
  service: list(`
    access, accessibility, account, app, appointment, appointments, at ease, audio, bill, billing, book, booked, booking,
    bookings, building, calendar, camera, cancellation, captions, chat, choose a therapist, claim, claims, clinic, comfortable,
    computer, connection, directions, earlier time, email, emails, fee, fees, find a therapist, find a time, form, forms, glitch,
    glitches, good time, headset, heard, included, insurance, internet, invoice, invoices, lag, later time, letter, link, links,
    log in, login, map, medicare, microphone, online, paperwork, parking, password, payment, payments, phone, platform, portal,
    prepare, rebate, rebates, receipt, receipts, reception, referral, refund, register, registration, reminder, reminders,
    reschedule, rescheduled, rescheduling, respected, roster, safe, schedule, scheduling, screen, settings, settle in, shifts,
    site, sound, stairs, suitable time, system, tech, technical, technology, time that suited, timetable, understood, video,
    waiting room, website, welcome, wifi`),
} as const satisfies WordLists;
